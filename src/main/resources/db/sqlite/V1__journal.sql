-- The journal of call records; docs/records.md says what each column holds. db/postgresql has the same tables.

CREATE TABLE record (
  node        TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  id          TEXT    NOT NULL UNIQUE,
  event       TEXT    NOT NULL,
  call        TEXT    NOT NULL,
  channel     TEXT    NOT NULL,
  recorded_at TEXT    NOT NULL,
  json        TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  PRIMARY KEY (node, seq)
);

-- Corrections are few, and looked for among all later events of a day.
CREATE INDEX record_corrected ON record (node, event, seq) WHERE event = 'corrected';

-- From where on the chain of each node is kept, after older records were deleted.
CREATE TABLE anchor (
  node TEXT    NOT NULL PRIMARY KEY,
  seq  INTEGER NOT NULL,
  hash TEXT    NOT NULL
);

-- How far each feed has come.
CREATE TABLE feed (
  node TEXT    NOT NULL,
  name TEXT    NOT NULL,
  seq  INTEGER NOT NULL,
  PRIMARY KEY (node, name)
);

-- The calls that have a start and no end, kept together with their records.
CREATE TABLE open_call (
  node TEXT    NOT NULL,
  call TEXT    NOT NULL,
  seq  INTEGER NOT NULL,
  PRIMARY KEY (node, call)
) WITHOUT ROWID;

-- Written to find out whether anything can be written.
CREATE TABLE probe (
  node      TEXT NOT NULL PRIMARY KEY,
  probed_at TEXT NOT NULL
);

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN
  SELECT RAISE(ABORT, 'a record is never changed');
END;

CREATE TRIGGER record_is_deleted_behind_the_anchor BEFORE DELETE ON record
WHEN OLD.seq > coalesce((SELECT seq FROM anchor WHERE node = OLD.node), 0)
BEGIN
  SELECT RAISE(ABORT, 'a record is deleted only where the anchor has passed it');
END;
