namespace OrleansAcl.Lists;

/// <summary>A place in memory that lists find by type and id.</summary>
internal interface IPlace
{
    /// <summary>The type of what is there.</summary>
    string Type { get; }

    /// <summary>Its id.</summary>
    string Id { get; }
}
