package dev.assayer.scoring;

import java.util.Optional;

/// Where fits of [Abilities] are kept from one start to the next. A cache: what cannot be read is
/// not there, and what cannot be written is fitted again next time; implementations say so in the
/// log and throw nothing. They are thread-safe and may block.
public interface KeptFits {

    /// Keeps nothing.
    KeptFits NONE =
            new KeptFits() {
                @Override
                public Optional<byte[]> find(String key) {
                    return Optional.empty();
                }

                @Override
                public void put(String key, byte[] fit) {}
            };

    /// What was put under that key, if it is still there.
    Optional<byte[]> find(String key);

    /// Keeps a fit in the place of what was under that key. Others may be dropped for it.
    void put(String key, byte[] fit);
}
