// server.js - GET /v1/tasks/:task as steerd answers it, in Node at its best: a process per core, prepared statements, sessions as many as serve it best.
//
// Environment: PORT, PGHOST, PGDATABASE, PGUSER, PGPASSWORD, PUBLIC_KEY (PEM file), ISSUER, AUDIENCE,
// PROCESSES, SESSIONS (per process), PIPELINE (set: pg's pipeline mode, else its pool), ADMIT and
// GET_TASK (the two statements, as steerd sends them).
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import jwt from '@fastify/jwt';
import pg from 'pg';

const settings = process.env;

// pg's own pool: a client for each transaction, prepared statements, four round trips.
class Pool {
    constructor(count) {
        this.pool = new pg.Pool({ max: count });
    }

    async transaction(admit, statement) {
        const client = await this.pool.connect();
        try {
            await client.query('begin');
            await client.query(admit);
            const result = await client.query(statement);
            await client.query('commit');
            return result.rows[0];
        } finally {
            client.release();
        }
    }
}

// pg's pipeline mode: clients are used in turn and take further transactions while earlier ones run,
// as steerd's sessions do.
class Pipelines {
    constructor(count) {
        this.clients = Array.from({ length: count }, () => new pg.Client({ pipeline: true }));
        this.clients.forEach((client) => client.connect());
        this.next = 0;
    }

    async transaction(admit, statement) {
        const client = this.clients[this.next++ % this.clients.length];
        const results = await Promise.all([
            client.query('begin'), client.query(admit), client.query(statement), client.query('commit'),
        ]);
        return results[2].rows[0];
    }
}

const taskSchema = { params: { type: 'object', properties: { task: { type: 'string', maxLength: 64 } } } };

async function serve() {
    const sessions = new (settings.PIPELINE ? Pipelines : Pool)(Number(settings.SESSIONS));
    const app = fastify();
    await app.register(jwt, {
        secret: { public: readFileSync(settings.PUBLIC_KEY, 'utf8') },
        // The cache keeps verified tokens, as steerd does.
        verify: { algorithms: ['ES256'], allowedIss: settings.ISSUER, allowedAud: settings.AUDIENCE, cache: 1000 },
    });
    app.get('/v1/tasks/:task', { schema: taskSchema }, async (request, reply) => {
        await request.jwtVerify();
        const who = request.user;
        const row = await sessions.transaction(
            { name: 'admit', text: settings.ADMIT,
              values: [`steer_${who.role}`, who.sub, who.agency ?? '', randomUUID(), '5000', String(who.iat), 'task:read', 'task_get'] },
            { name: 'task_get', text: settings.GET_TASK, values: [request.params.task, '{}', null] });
        reply.header('etag', row.etag).type('application/json; charset=utf-8');
        // The database built the JSON; it is sent as it is.
        return reply.send(row.body);
    });
    await app.listen({ host: '127.0.0.1', port: Number(settings.PORT) });
}

// json columns stay text: nothing is parsed to be printed again.
pg.types.setTypeParser(114, (text) => text);

if (cluster.isPrimary) {
    for (let i = 0; i < Number(settings.PROCESSES); i++)
        cluster.fork();
    cluster.on('exit', () => process.exit(1));
    process.on('SIGTERM', () => process.exit(0));
} else {
    process.on('disconnect', () => process.exit(0));
    await serve();
}
