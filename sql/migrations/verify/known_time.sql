-- known_time.sql - fails when what the deploy script of the same name makes is not there.
select one, at from register.known_clock where false;
select name, value, about from register.settings where false;
