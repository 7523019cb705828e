-- The words of the archive that a typed word may stand for, from 0 to 1: without pg_trgm only those that begin with it.
CREATE FUNCTION alike(typed text, unfinished boolean) RETURNS TABLE (word text, records integer, likeness float8)
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
SELECT w.word, w.records, CASE
    WHEN w.word = typed THEN 1
    WHEN unfinished THEN .90 + .09 * length(typed) / length(w.word)
    ELSE .78 + .17 * length(typed) / length(w.word)
  END AS likeness
FROM words w
WHERE w.word = typed OR (w.word LIKE typed || '%' AND (unfinished OR length(typed) > 2))
ORDER BY likeness DESC, w.records DESC, w.word LIMIT 80
$$;

-- How like the best part of a text is to what was typed, letter by letter: without pg_trgm nobody knows.
CREATE FUNCTION closeness(query text, written text) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN 0;
