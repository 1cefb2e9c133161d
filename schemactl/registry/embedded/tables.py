"""The tables of the embedded registry, as the steps from each revision of the file to the next."""

from __future__ import annotations

APPLICATION = 0x53434854
"""PRAGMA application_id of our files: `SCHT`."""

_FIRST = """
CREATE TABLE context (name TEXT PRIMARY KEY, last_id INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO context VALUES ('.', 0);
CREATE TABLE schema (
    context TEXT NOT NULL, id INTEGER NOT NULL, type TEXT NOT NULL, text TEXT NOT NULL,
    contract TEXT NOT NULL, identity BLOB NOT NULL, guid TEXT NOT NULL, UNIQUE (context, id)
);
CREATE INDEX schema_by_identity ON schema (context, identity);
CREATE INDEX schema_by_guid ON schema (guid);
CREATE TABLE version (
    subject TEXT NOT NULL, number INTEGER NOT NULL, context TEXT NOT NULL, schema_id INTEGER NOT NULL,
    deleted INTEGER NOT NULL, registered INTEGER NOT NULL, PRIMARY KEY (subject, number)
) WITHOUT ROWID;
CREATE INDEX version_by_schema ON version (context, schema_id);
CREATE TABLE reference (
    context TEXT NOT NULL, schema_id INTEGER NOT NULL, position INTEGER NOT NULL,
    name TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, target TEXT NOT NULL,
    PRIMARY KEY (context, schema_id, position)
) WITHOUT ROWID;
CREATE INDEX reference_by_target ON reference (target, number);
CREATE TABLE setting (scope TEXT PRIMARY KEY, config TEXT, mode TEXT) WITHOUT ROWID;
"""

MIGRATIONS = (_FIRST,)
"""MIGRATIONS[n] leads from revision n (PRAGMA user_version) to n + 1; what was released is never edited.

context.last_id: ids are given once, even if what had them is deleted permanently. contract: metadata and rules as
JSON. target: the full name of the subject that a reference means where it stands. setting.config: JSON.
"""
