// Clusters take ports and every core: one at a time, so that each is what its test says it is.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
