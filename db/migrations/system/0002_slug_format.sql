DO $$ BEGIN
  ALTER TABLE "org_slugs" ADD CONSTRAINT "org_slugs_format" CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 40);
EXCEPTION WHEN check_violation THEN
  RAISE EXCEPTION '%', 'Some Organization URLs are invalid. They must have 2 to 40 lower-case letters, digits and single hyphens. Nothing was migrated.
List them: psql "$(npm run -s db:url)" -c "select * from org_slugs where slug !~ ''^[a-z0-9]+(-[a-z0-9]+)*$'' or length(slug) not between 2 and 40"
Change each in the settings of its organization, delete its row in org_slugs, and run `npm run db:migrate` again.';
END $$;
