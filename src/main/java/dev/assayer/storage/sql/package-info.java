/// The stores in SQL: one SQLite file, later also PostgreSQL, from one SQL text.
@NullMarked
package dev.assayer.storage.sql;

import org.jspecify.annotations.NullMarked;
