-- The journal of call records; docs/records.md says what each column holds. db/sqlite has the same tables.

CREATE TABLE record (
  node        TEXT   NOT NULL,
  seq         BIGINT NOT NULL,
  id          TEXT   COLLATE "C" NOT NULL UNIQUE,
  event       TEXT   NOT NULL,
  call        TEXT   NOT NULL,
  channel     TEXT   NOT NULL,
  recorded_at TEXT   COLLATE "C" NOT NULL,
  json        TEXT   NOT NULL,
  hash        TEXT   NOT NULL,
  PRIMARY KEY (node, seq)
);

-- Corrections are few, and looked for among all later events of a day.
CREATE INDEX record_corrected ON record (node, event, seq) WHERE event = 'corrected';

-- From where on the chain of each node is kept, after older records were deleted.
CREATE TABLE anchor (
  node TEXT   NOT NULL PRIMARY KEY,
  seq  BIGINT NOT NULL,
  hash TEXT   NOT NULL
);

-- How far each feed has come.
CREATE TABLE feed (
  node TEXT   NOT NULL,
  name TEXT   NOT NULL,
  seq  BIGINT NOT NULL,
  PRIMARY KEY (node, name)
);

-- The calls that have a start and no end, kept together with their records.
CREATE TABLE open_call (
  node TEXT   NOT NULL,
  call TEXT   NOT NULL,
  seq  BIGINT NOT NULL,
  PRIMARY KEY (node, call)
);

-- Written to find out whether anything can be written.
CREATE TABLE probe (
  node      TEXT NOT NULL PRIMARY KEY,
  probed_at TEXT NOT NULL
);

CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a record is never changed';
END
$$;

CREATE FUNCTION refuse_deletion_before_the_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seq > coalesce((SELECT seq FROM anchor WHERE node = OLD.node), 0) THEN
    RAISE EXCEPTION 'a record is deleted only where the anchor has passed it';
  END IF;
  RETURN OLD;
END
$$;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();

CREATE TRIGGER record_is_deleted_behind_the_anchor BEFORE DELETE ON record
  FOR EACH ROW EXECUTE FUNCTION refuse_deletion_before_the_anchor();

CREATE TRIGGER records_are_never_truncated BEFORE TRUNCATE ON record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
