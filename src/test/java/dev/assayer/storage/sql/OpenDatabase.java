package dev.assayer.storage.sql;

import java.nio.file.Path;

/// A program that opens a database and says what came of it: `opened`, or the failure's kind and
/// message.
final class OpenDatabase {

    private OpenDatabase() {}

    public static void main(String[] arguments) {
        try (Database database = Database.open(Path.of(arguments[0]))) {
            System.out.println("opened " + database.file());
        } catch (StorageFailure e) {
            System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
