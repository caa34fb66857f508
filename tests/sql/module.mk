# tests/sql/module.mk - the register itself, tested where it lives: pgTAP, run by pg_prove.
test-sql: ## the SQL of the register, in a cluster of its own (pgTAP)
	@echo "== SQL"; tests/sql/run.sh
