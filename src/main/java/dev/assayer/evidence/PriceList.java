package dev.assayer.evidence;

/// A public price catalogue. Its listings cover text models only: nothing that takes or gives no
/// text.
public interface PriceList extends Feed<Listing> {}
