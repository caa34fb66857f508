# module.mk - running and installing: `make run`, `make clean-local`, `make install`, the containers.
INSTALL_PACKAGES := deploy/install-packages.sh

.PHONY: run clean-local install-daemon test-compose
run: ## set up, play the main job, serve until Ctrl-C (ONCE=1 ends after it)
	@$(INSTALL_PACKAGES) run database build
	@$(MAKE) --no-print-directory --question build 2>/dev/null || echo "Biên dịch / building"
	@$(MAKE) --no-print-directory --silent -j2 build
	@OUT=$(OUT) deploy/local/run.sh

clean-local: ## forget what `make run` made: database, keys, secrets
	@deploy/local/cluster.sh remove .local/cluster
	rm -rf .local

install: install-daemon
install-daemon: build ## install the daemon, its units, manual and example configuration (PREFIX, DESTDIR)
	install -D -m 0755 $(STEERD) "$(DESTDIR)$(PREFIX)/bin/steerd"
	install -D -m 0644 deploy/steerd.8 "$(DESTDIR)$(PREFIX)/share/man/man8/steerd.8"
	install -D -m 0644 deploy/steerd.conf.example "$(DESTDIR)$(PREFIX)/share/doc/steerd/steerd.conf.example"
	install -D -m 0755 deploy/new-key.sh "$(DESTDIR)$(PREFIX)/lib/steerd/deploy/new-key.sh"
	install -D -m 0755 deploy/migrate.sh "$(DESTDIR)$(PREFIX)/lib/steerd/deploy/migrate.sh"
	cp -R sql "$(DESTDIR)$(PREFIX)/lib/steerd/"
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system"
	sed 's|/usr/local/bin|$(PREFIX)/bin|' deploy/steerd.service >"$(DESTDIR)$(PREFIX)/lib/systemd/system/steerd.service"
	install -m 0644 deploy/steerd.socket "$(DESTDIR)$(PREFIX)/lib/systemd/system/steerd.socket"
	install -D -m 0644 deploy/steerd.sysusers "$(DESTDIR)$(PREFIX)/lib/sysusers.d/steerd.conf"
	install -D -m 0644 deploy/steerd.tmpfiles "$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/steerd.conf"

test-compose: ## bring docker-compose.yml up with a real engine and play the main job against it
	@$(INSTALL_PACKAGES) run build containers
	@$(MAKE) --no-print-directory --silent -j2 build
	@OUT=$(OUT) deploy/containers/test.sh
