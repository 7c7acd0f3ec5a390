-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- schema.sql - records of "notmuch-bounces parse" in PostgreSQL (12 or later), and what
-- they say by domain and day.  May be run again.  notmuch-bounces-formats(5) tells what
-- a record has.

-- "already exists, skipping" is no news.
SET client_min_messages = warning;

-- A record is kept as it was printed.  The same report is kept once, however often it is
-- loaded and from wherever it was read: by its Message-ID and the addresses in it, as some
-- mailers use a Message-ID again; without one, by all that it says.
CREATE TABLE IF NOT EXISTS record (
    id uuid GENERATED ALWAYS AS (
        md5(CASE coalesce(doc ->> 'message_id', '')
            WHEN '' THEN (doc - 'file')::text
            ELSE (doc ->> 'message_id') || ' ' ||
                jsonb_path_query_array(doc, '$.recipients[*].address')::text
        END)::uuid
    ) STORED PRIMARY KEY,
    doc jsonb NOT NULL
);

-- A row for each address that a report names.
CREATE OR REPLACE VIEW failure AS
SELECT
    record.id,
    -- A stranger wrote the date: what is in no calendar is left out.
    CASE WHEN (doc ->> 'date')::bigint BETWEEN 0 AND 253402300799
        THEN (to_timestamp((doc ->> 'date')::bigint) AT TIME ZONE 'UTC')::date
    END AS day,
    recipient ->> 'address' AS address,
    lower(substring(recipient ->> 'address' FROM '@([^@]*)$')) AS domain,
    recipient ->> 'status' AS status,
    recipient ->> 'class' AS class,
    recipient ->> 'reason' AS reason,
    recipient ->> 'fault' AS fault,
    recipient ->> 'verdict' AS verdict,
    recipient ->> 'remote_mta' AS remote_mta,
    recipient ->> 'diagnostic' AS diagnostic
FROM record
CROSS JOIN LATERAL jsonb_array_elements(doc -> 'recipients') AS recipient
WHERE doc ->> 'kind' IN ('failure', 'delay');

CREATE OR REPLACE VIEW by_domain_and_day AS
SELECT class, domain, day, count(*) AS bounces, count(DISTINCT address) AS addresses
FROM failure
GROUP BY class, domain, day;

CREATE OR REPLACE VIEW hard AS
SELECT domain, day, bounces, addresses FROM by_domain_and_day WHERE class = 'hard';

CREATE OR REPLACE VIEW soft AS
SELECT domain, day, bounces, addresses FROM by_domain_and_day WHERE class = 'soft';

CREATE OR REPLACE VIEW policy AS
SELECT domain, day, bounces, addresses FROM by_domain_and_day WHERE class = 'policy';
