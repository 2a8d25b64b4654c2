#!/bin/sh
# Runs once, on an empty Postgres: the role that owns the tables, the role that serves, their database.
set -eu
psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-postgres}" \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE watchword_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE watchword_app LOGIN PASSWORD :'app_password';
CREATE DATABASE watchword OWNER watchword_owner;
SQL
