/** A part of a statement that changes the directory: whoever holds it in memory reads it again. */
export const newVersion = `version as (update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion')`
