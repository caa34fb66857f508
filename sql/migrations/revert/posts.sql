-- posts.sql - takes back what the deploy script of the same name made.
begin;
drop table register.post_holders;
drop table register.post_versions;
drop table register.posts;
commit;
