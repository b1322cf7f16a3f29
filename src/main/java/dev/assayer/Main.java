package dev.assayer;

import dev.assayer.cli.AssayerCommand;

/// The program's entry: hands the command line to [dev.assayer.cli].
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(AssayerCommand.run(args));
    }
}
