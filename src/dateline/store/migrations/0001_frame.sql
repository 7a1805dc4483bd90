-- What is not made from a type. The tables of reports, issues and records are made from their types, see schema.py.

-- format: number of the last migration; dateline: version that last wrote; folding: how the words of the indexes were folded.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Indexes hold folded words only (words.py), the text itself is kept once, in its report; rowid is the number of the report or record.
-- The ascii tokenizer parts at blanks and leaves every other script alone, which words.py has already cut.
CREATE VIRTUAL TABLE report_words USING fts5(title, body, furniture, content='', tokenize='ascii');
CREATE VIRTUAL TABLE record_words USING fts5(kind, words, content='', tokenize='ascii');
