-- settings.sql - fails when what the deploy script of the same name makes is not there.
select name, value, pattern, about, about_vi, version from register.settings where false;
