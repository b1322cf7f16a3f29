package dev.assayer.storage.memory;

import dev.assayer.evidence.SourceStore;
import dev.assayer.storage.SourceStoreContract;

final class MemorySourceStoreTest extends SourceStoreContract {

    private final SourceStore store = new MemorySourceStore();

    @Override
    protected SourceStore store() {
        return store;
    }
}
