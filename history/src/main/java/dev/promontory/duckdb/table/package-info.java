/// The tables of history: which there are, which columns they have, and how records become rows and
/// rows become properties again.
///
/// - **TC1** Names of tables and columns are made of numbers that history gave itself; no text of a
///   caller is ever part of an SQL text.
/// - **TC2** A column holds one kind of value of one path. A path is the name of a property, or
///   names with dots between them that lead into nested objects and items. A value that turns up
///   with another type gets another column, so no value is ever converted.
/// - **TC3** Numbers given to tables and paths never change and are never reused.
@NullMarked
package dev.promontory.duckdb.table;

import org.jspecify.annotations.NullMarked;
