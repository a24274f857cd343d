-- Version 1: the statements that the ADO.NET providers look up by key, and the members of clusters.
-- The name OrleansQuery, its columns, the keys, the parameters and the columns that come back are the providers'; the rest is ours.

CREATE TABLE OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

-- A cluster's version rises by one with every change of its members. Whoever changes them names the version they read, and changes nothing
-- when it is no longer that one: the row is locked, so of two who name the same version one comes second and finds another.
CREATE TABLE acl_cluster (
    id text PRIMARY KEY,
    version integer NOT NULL
);

CREATE TABLE acl_silo (
    cluster text NOT NULL REFERENCES acl_cluster (id),
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    gateway_port integer NOT NULL,
    status integer NOT NULL,
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    suspicions text,
    PRIMARY KEY (cluster, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- Makes the cluster's row; true if there was none.
('InsertMembershipVersionKey', $statement$
WITH made AS (
    INSERT INTO acl_cluster (id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING id
)
SELECT EXISTS (SELECT FROM made)
$statement$),

-- The cluster's version beside each member, or beside nothing when there is none: one statement, so one state.
('MembershipReadAllKey', $statement$
SELECT c.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
       s.gateway_port AS ProxyPort, s.status AS Status, s.started AS StartTime, s.alive AS IAmAliveTime, s.suspicions AS SuspectTimes
FROM acl_cluster c LEFT JOIN acl_silo s ON s.cluster = c.id
WHERE c.id = @DeploymentId
$statement$),

('MembershipReadRowKey', $statement$
SELECT c.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
       s.gateway_port AS ProxyPort, s.status AS Status, s.started AS StartTime, s.alive AS IAmAliveTime, s.suspicions AS SuspectTimes
FROM acl_cluster c
LEFT JOIN acl_silo s ON s.cluster = c.id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE c.id = @DeploymentId
$statement$),

-- A new member, if the version is still the one that was read; true if so.
('InsertMembershipKey', $statement$
WITH cluster AS (
    UPDATE acl_cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT FROM acl_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING id
), member AS (
    INSERT INTO acl_silo (cluster, address, port, generation, name, host, gateway_port, status, started, alive)
    SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @ProxyPort, @Status, @StartTime, @IAmAliveTime FROM cluster
    RETURNING address
)
SELECT EXISTS (SELECT FROM member)
$statement$),

-- A member's new status, if the version is still the one that was read; true if so. The member is locked first, so that it cannot go
-- between the two changes.
('UpdateMembershipKey', $statement$
WITH member AS (
    SELECT FROM acl_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation FOR UPDATE
), cluster AS (
    UPDATE acl_cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND EXISTS (SELECT FROM member)
    RETURNING id
), changed AS (
    UPDATE acl_silo SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime
    FROM cluster
    WHERE acl_silo.cluster = cluster.id AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING address
)
SELECT EXISTS (SELECT FROM changed)
$statement$),

-- A sign of life changes nothing that others decide on, and so not the version.
('UpdateIAmAlivetimeKey', $statement$
UPDATE acl_silo SET alive = @IAmAliveTime
WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$statement$),

('GatewaysQueryKey', $statement$
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
FROM acl_silo WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
$statement$),

-- Forgets the dead (status 6) that have not given a sign of life since.
('CleanupDefunctSiloEntriesKey', $statement$
DELETE FROM acl_silo WHERE cluster = @DeploymentId AND status = 6 AND alive < @IAmAliveTime
$statement$),

('DeleteMembershipTableEntriesKey', $statement$
WITH members AS (DELETE FROM acl_silo WHERE cluster = @DeploymentId)
DELETE FROM acl_cluster WHERE id = @DeploymentId
$statement$);
