using Microsoft.AspNetCore.Components;

namespace OrleansAcl.Web.Serving;

/// <summary>A page: a component that is given all it shows.</summary>
public abstract class Page<TView> : ComponentBase
{
    /// <summary>The request it answers.</summary>
    [Parameter, EditorRequired]
    public required PageCall Call { get; set; }

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public required TView View { get; set; }
}
