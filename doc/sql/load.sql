-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- load.sql - take records, a JSON object a line, from standard input:
--
--     notmuch-bounces parse FOLDER | psql -f doc/sql/load.sql
--
-- All or nothing.  What is there already is left as it is.

\set ON_ERROR_STOP on
BEGIN;
CREATE TEMPORARY TABLE incoming (doc jsonb NOT NULL) ON COMMIT DROP;
-- A line is a value: neither of these bytes is ever in JSON.
\copy incoming FROM pstdin WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
INSERT INTO record (doc) SELECT doc FROM incoming ON CONFLICT DO NOTHING;
COMMIT;
