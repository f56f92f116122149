/// Text on its way to PostgreSQL and back: any Java string, whatever characters PostgreSQL refuses.
@NullMarked
package dev.promontory.postgres.text;

import org.jspecify.annotations.NullMarked;
