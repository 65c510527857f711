/** What tests share: the files they read, what must be found in them, and inputs that count or fail. */
package io.battdat.testing;
