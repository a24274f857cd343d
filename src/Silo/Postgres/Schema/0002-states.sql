-- Version 2: what grains store.

-- The id is a digest of all that names a state: keys may be longer than an index entry can be. What it is made of stands beside it.
-- A cleared state stays as a row without a body: its version goes on counting, so whoever read it before cannot write over what comes next.
-- For the same reason there is no statement that deletes a row (the providers' DeleteStorageKey).
CREATE TABLE acl_state (
    id bytea PRIMARY KEY,
    service text NOT NULL,
    name text NOT NULL,
    key text,
    key_high bigint NOT NULL,
    key_low bigint NOT NULL,
    version integer NOT NULL,
    body bytea
);

CREATE FUNCTION acl_state_id(service text, name text, key_high bigint, key_low bigint, key text) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(convert_to(json_build_array(service, name, key_high, key_low, key)::text, 'UTF8'));

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

('ReadFromStorageKey', $statement$
SELECT body AS PayloadBinary, version AS Version FROM acl_state
WHERE id = acl_state_id(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
$statement$),

-- Without a version the state must be new; with one it must still be that. Otherwise nothing changes and no row comes back, which the
-- provider takes for a conflict.
('WriteToStorageKey', $statement$
WITH made AS (
    INSERT INTO acl_state (id, service, name, key_high, key_low, key, version, body)
    SELECT acl_state_id(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString),
           @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, 1, @PayloadBinary
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
), changed AS (
    UPDATE acl_state SET version = version + 1, body = @PayloadBinary
    WHERE id = acl_state_id(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
      AND version = @GrainStateVersion::integer
    RETURNING version
)
SELECT version AS NewGrainStateVersion FROM made UNION ALL SELECT version FROM changed
$statement$),

('ClearStorageKey', $statement$
UPDATE acl_state SET version = version + 1, body = NULL
WHERE id = acl_state_id(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
  AND version = @GrainStateVersion::integer
RETURNING version AS NewGrainStateVersion
$statement$);
