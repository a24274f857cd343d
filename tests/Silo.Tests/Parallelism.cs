// Silos take ports and every core: one test at a time, so that each is what its name says it is.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
