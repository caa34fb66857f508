// server.js - GET /v1/tasks/:task as steerd answers it, in Node at its best: a process per core, prepared statements, a pipelined session.
//
// Environment: PORT, PGHOST, PGDATABASE, PGUSER, PGPASSWORD, PUBLIC_KEY (PEM file), ISSUER, AUDIENCE,
// PROCESSES, SESSIONS (per process), ADMIT and GET_TASK (the two statements, as steerd sends them).
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import jwt from '@fastify/jwt';
import pg from 'pg';

const settings = process.env;

// Clients are used in turn and never waited for: in pipeline mode a session takes further
// transactions while earlier ones run, as steerd's do.
class Sessions {
    constructor(count) {
        this.clients = Array.from({ length: count }, () => new pg.Client({ pipeline: true }));
        this.next = 0;
    }

    async connect() {
        await Promise.all(this.clients.map((client) => client.connect()));
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
    const sessions = new Sessions(Number(settings.SESSIONS));
    await sessions.connect();
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
