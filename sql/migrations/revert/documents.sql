-- documents.sql - takes back what the deploy script of the same name made.
begin;
drop table register.documents;
drop table register.document_types;
commit;
