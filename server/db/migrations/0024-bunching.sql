-- How many applicants of an item stand close to a threshold, on either side: counts, and nothing of who they are.

-- What a written figure comes to, as the language reads it (lang/values/units.ts): money in 元, a ratio as a fraction.
-- NULL for what is written otherwise; whoever counts leaves it out.
CREATE FUNCTION figure_of(said jsonb, dimension text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(said)
    WHEN 'number' THEN (said #>> '{}')::numeric
    WHEN 'string' THEN (
      SELECT CASE
        WHEN found[2] IS NULL AND dimension = '' AND found[3] = '%' THEN found[1]::numeric / 100
        WHEN found[2] IS NULL AND dimension = '' AND found[3] = '‰' THEN found[1]::numeric / 1000
        WHEN found[3] IN ('', dimension) THEN found[1]::numeric * CASE COALESCE(found[2], '') WHEN '' THEN 1
          WHEN '万' THEN 10000 WHEN '百万' THEN 1000000 WHEN '千万' THEN 10000000 WHEN '亿' THEN 100000000
          ELSE 1000000000000 END
        END
      FROM regexp_match(regexp_replace(normalize(said #>> '{}', NFKC), '[\s,]', '', 'g'),
        '^([+-]?\d{1,18}(?:\.\d{1,18})?)(万亿|亿|千万|百万|万)?(.*)$') AS found)
    END $$;

-- Of the applicants of this case's item and year, this one among them: how many stand at the threshold, and in two
-- windows of the same width on each side. Whose word counts of several is as in server/subjects/standing.ts.
CREATE FUNCTION applicants_beside(of_case bigint, fact_name text, dimension text, own_to_say boolean,
    threshold numeric, width numeric)
  RETURNS TABLE (far_below int, below int, exactly int, above int, far_above int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    WITH applicants AS (
        SELECT DISTINCT each.subject_id FROM support_case AS here JOIN support_case AS each
          ON each.policy = here.policy AND each.item = here.item AND each.year = here.year AND each.departments <> '{}'
        WHERE here.id = of_case AND sees_case_as_officer(of_case)),
      words AS (
        SELECT DISTINCT ON (fact.subject_id, fact.source, fact.department_id) fact.subject_id, fact.source, fact.value,
          fact.recorded_at, fact.id
        FROM applicants JOIN fact USING (subject_id)
        WHERE fact.name = fact_name AND fact.year IS NULL AND fact.source <> 'payment'
          AND (fact.valid_from IS NULL OR fact.valid_from <= act_date())
        ORDER BY fact.subject_id, fact.source, fact.department_id, fact.recorded_at DESC, fact.id DESC),
      standing AS (
        SELECT DISTINCT ON (subject_id) figure_of(value, dimension) - threshold AS away FROM words
        WHERE value <> 'null'
        ORDER BY subject_id, CASE source WHEN 'department' THEN 3
          WHEN 'enterprise' THEN CASE WHEN own_to_say THEN 2 ELSE 1 END
          ELSE CASE WHEN own_to_say THEN 1 ELSE 3 END END DESC, recorded_at DESC, id DESC)
    SELECT (count(*) FILTER (WHERE away >= -2 * width AND away < -width))::int,
      (count(*) FILTER (WHERE away >= -width AND away < 0))::int,
      (count(*) FILTER (WHERE away = 0))::int,
      (count(*) FILTER (WHERE away > 0 AND away <= width))::int,
      (count(*) FILTER (WHERE away > width AND away <= 2 * width))::int
    FROM standing $$;
REVOKE ALL ON FUNCTION applicants_beside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION applicants_beside TO duixian_app;
