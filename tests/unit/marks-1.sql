-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The marks of somebody who used version 0.1: three steps, the last undone. It stays as
-- it is whatever later versions do: each must open it.
PRAGMA application_id = 0x6e626d6b;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE mark (identity TEXT NOT NULL, message_id TEXT NOT NULL, address TEXT NOT NULL,
    state TEXT NOT NULL, maker TEXT NOT NULL, time INTEGER NOT NULL, reason TEXT NOT NULL,
    note TEXT NOT NULL, PRIMARY KEY (identity, message_id)) WITHOUT ROWID;
INSERT INTO mark VALUES ('gone@example.org', '', 'gone@example.org', 'remove', 'rule:gone',
    1795972189, 'unknown-user', '');
INSERT INTO mark VALUES ('gone@example.org', 'm@mta.example', 'gone@example.org', 'ignored', 'user',
    1795972190, '', 'a test');
INSERT INTO mark VALUES ('o''neil@example.org', '', 'O''Neil@Example.ORG', 'keep', 'user',
    1795972191, '', 'a friend');
CREATE TABLE step (id INTEGER PRIMARY KEY, is_undone INTEGER NOT NULL);
INSERT INTO step VALUES (1, 0), (2, 0), (3, 1);
CREATE TABLE journal (step INTEGER NOT NULL, side INTEGER NOT NULL, identity TEXT NOT NULL,
    message_id TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL, maker TEXT NOT NULL,
    time INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (step, side, identity, message_id)) WITHOUT ROWID;
INSERT INTO journal VALUES
    (1, 0, 'gone@example.org', '', 'gone@example.org', 'none', '', 0, '', ''),
    (1, 1, 'gone@example.org', '', 'gone@example.org', 'remove', 'rule:gone', 1795972189,
        'unknown-user', ''),
    (2, 0, 'o''neil@example.org', '', 'O''Neil@Example.ORG', 'none', '', 0, '', ''),
    (2, 1, 'o''neil@example.org', '', 'O''Neil@Example.ORG', 'keep', 'user', 1795972191, '',
        'a friend'),
    (3, 0, 'later@example.org', '', 'later@example.org', 'none', '', 0, '', ''),
    (3, 1, 'later@example.org', '', 'later@example.org', 'remove', 'user', 1795972192, '', '');
CREATE TABLE exported (identity TEXT NOT NULL, receiver TEXT NOT NULL, time INTEGER NOT NULL,
    PRIMARY KEY (identity, receiver)) WITHOUT ROWID;
INSERT INTO exported VALUES ('gone@example.org', 'mailman3', 1795972193);
COMMIT;
