-- Beginnings of words are found by the primary key itself where it is sorted sign by sign.
DROP INDEX "search_words_beginnings";
ALTER TABLE "search_words" ALTER COLUMN "stem" TYPE TEXT COLLATE "C";
