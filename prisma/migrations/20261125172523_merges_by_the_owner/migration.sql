-- The owner may say that two customers are one person.
ALTER TABLE "user_merges" DROP CONSTRAINT "user_merges_why";
ALTER TABLE "user_merges" ADD CONSTRAINT "user_merges_why" CHECK ("why" IN ('proven', 'claimed', 'owner'));
