using OrleansAcl.Documents;
using OrleansAcl.Explaining;
using OrleansAcl.Ladders;
using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Requests;

namespace OrleansAcl.State;

/// <summary>
/// One tenant at one version, to be asked questions of. A host makes one a request; it costs nothing and takes no lock.
/// </summary>
/// <param name="tenant">The tenant.</param>
/// <param name="version">The version every answer is of (ONE-ANSWER).</param>
/// <param name="closureEpoch">The version at which closures last changed; <see cref="long.MaxValue"/> keeps them out of the cache.</param>
/// <param name="clock">Where the tenant's own clock stands; null is the real time.</param>
/// <param name="time">The real time.</param>
internal readonly struct TenantView(TenantState tenant, long version, long closureEpoch, DateTimeOffset? clock, TimeProvider time)
{
    private readonly long? _revision;

    /// <summary>A tenant as it is published.</summary>
    public TenantView(TenantState tenant, TenantState.Published published, TimeProvider time)
        : this(tenant, published.Version, published.ClosureEpoch, published.Clock, time)
    {
    }

    /// <summary>
    /// The instant every answer is of, so that none mixes two (ONE-ANSWER); null where nothing that is known counts for a time. The clock is not read for
    /// nothing.
    /// </summary>
    private readonly DateTimeOffset? _now = clock ?? (tenant.HasTerms || tenant.Model.HasConditions ? time.GetUtcNow() : null);

    /// <summary>The tenant.</summary>
    public TenantState Tenant => tenant;

    /// <summary>The version every answer is of.</summary>
    public long Version => version;

    /// <summary>The revision that answers say they are of; another one than the version where that is not to become one.</summary>
    public long Revision
    {
        get => _revision ?? version;
        init => _revision = value;
    }

    /// <summary>The same tenant at another instant.</summary>
    public TenantView At(DateTimeOffset instant) => new(tenant, version, long.MaxValue, instant, time) { Revision = Revision };

    /// <summary>The time of a check.</summary>
    public DateTimeOffset Now => _now ?? time.GetUtcNow();

    /// <summary>Where the tenant's own clock stands; null is the real time.</summary>
    public DateTimeOffset? Clock => clock;

    /// <summary>Who speaks for a subject; kept until something it is made of changes.</summary>
    public Closure Closure(SubjectRef subject, Node? properties = null)
    {
        var slot = properties is null ? tenant.FindPrincipal(subject) : null;
        if (slot?.Cached is { } cached && cached.BuiltAt >= closureEpoch && cached.BuiltAt <= version && (!cached.Window.IsBounded || cached.Window.Holds(Now)))
            return cached;
        var closure = new ClosureBuilder(tenant, version, Now).Build(subject, properties);
        if (closure.Window.IsBounded || closure.HasConditions || closure.ConditionalRoles.Length > 0) tenant.NoteTerms();
        if (slot is not null && closureEpoch != long.MaxValue && !Misses.Any) slot.Cached = closure;
        return closure;
    }

    /// <summary>The answer to a check.</summary>
    public Decision Check(CheckRequest request) => Check(request, Closure(request.Subject, request.SubjectProperties));

    /// <summary>The answer to a check for a closure already at hand.</summary>
    public Decision Check(CheckRequest request, Closure subject)
    {
        RequireFresh(request.AtLeastAsFresh);
        return Ladder.Decide(Prepare(request, subject)) with { Revision = Revision };
    }

    /// <summary>Refuses to answer when a revision is asked for that there is not yet.</summary>
    internal void RequireFresh(long? atLeast)
    {
        if (atLeast > Revision) throw new AclException(ErrorCodes.RevisionNotReached, $"the tenant is at revision {Revision}, not yet at {atLeast}", "at_least_as_fresh");
    }

    /// <summary>The answers to many checks; one that cannot be answered carries its error and does not spoil the others.</summary>
    public Listed<CheckOutcome> CheckMany(IReadOnlyList<CheckRequest> requests)
    {
        var outcomes = new CheckOutcome[requests.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            try
            {
                outcomes[i] = new CheckOutcome(Check(requests[i]), null);
            }
            catch (AclException e)
            {
                outcomes[i] = new CheckOutcome(default, e);
            }
        }

        return new Listed<CheckOutcome>(outcomes, Revision);
    }

    /// <summary>The same answer with its ladder.</summary>
    public Explanation Explain(CheckRequest request)
    {
        RequireFresh(request.AtLeastAsFresh);
        return Explainer.Explain(Prepare(request, Closure(request.Subject, request.SubjectProperties)), Now) with { Revision = Revision };
    }

    /// <summary>The question of a check.</summary>
    internal Question Prepare(CheckRequest request, Closure subject)
    {
        var (type, reference) = tenant.Model.Resolve(request.Resource, tenant.Settings);
        var (action, bit) = tenant.Model.Action(type, request.Action);
        var state = tenant.FindResource(type, reference.Id)?.At(version);
        var question = new Asking(type, reference, state, action, bit)
        {
            Parent = request.Parent,
            Namespace = request.Namespace ?? state?.Namespace,
            Properties = request.ResourceProperties,
            ActionProperties = request.ActionProperties,
            Context = request.Context,
        };
        return Prepare(question, subject);
    }

    /// <summary>What is asked, its names already resolved.</summary>
    internal readonly record struct Asking(ResourceType Type, ResourceRef Ref, ResourceState? State, string Action, ulong Bit)
    {
        /// <summary>What it would be created under, as written; counts only for what is not stored, or is to be made.</summary>
        public ResourceRef? Parent { get; init; }

        /// <summary>The namespace asked in.</summary>
        public string? Namespace { get; init; }

        /// <summary>Properties sent with the request.</summary>
        public Node? Properties { get; init; }

        /// <summary>Properties of the action sent with the request.</summary>
        public Node? ActionProperties { get; init; }

        /// <summary>Facts about the request.</summary>
        public Node? Context { get; init; }
    }

    /// <summary>The question, with all that rungs may look at.</summary>
    internal Question Prepare(scoped in Asking asking, Closure subject)
    {
        var (type, state) = (asking.Type, asking.State);
        var (parent, parentSlot) = (state?.Parent, state?.ParentSlot);
        // A caller may say where something is to be made, never where something that is stored lies.
        if (asking.Parent is { } named && (state is not { Stored: true } || type.Creation == asking.Action))
        {
            var (parentType, parentRef) = tenant.Model.Resolve(named, tenant.Settings, Reach.Stored);
            RequireParentType(type, parentType);
            (parent, parentSlot) = (parentRef, tenant.FindResource(parentType, parentRef.Id));
        }

        var (targetType, targetId) = TargetOf(type, asking.Ref);
        return new Question
        {
            Tenant = tenant, Version = version, Subject = subject, Type = type, Ref = asking.Ref, Resource = state,
            Action = asking.Action, Bit = asking.Bit, Parent = parent, ParentSlot = parentSlot,
            Namespace = type.InNamespace is null ? asking.Namespace : Fill(type.InNamespace, type, asking.Ref),
            Properties = asking.Properties is null ? state?.Properties : Node.Merge(state?.Properties, asking.Properties),
            ActionProperties = asking.ActionProperties, Context = asking.Context,
            Instant = _now ?? (subject.Sets.Length > 0 ? Now : null), Time = time, TargetType = targetType, TargetId = targetId,
        };
    }

    /// <summary>Refuses a parent of a type that such a resource cannot lie in.</summary>
    internal static void RequireParentType(ResourceType type, ResourceType parent)
    {
        if (type.Parents is { } allowed && !allowed.Contains(parent.Name))
            throw new AclException(ErrorCodes.InvalidDocument, allowed.Count == 0
                ? $"a `{type.Name}` has no parent"
                : $"the parent of a `{type.Name}` must be one of {string.Join(", ", allowed)}, not a `{parent.Name}`");
    }

    /// <summary>What roles and policies see instead of a resource.</summary>
    internal (ResourceType Type, string Id) TargetOf(ResourceType type, ResourceRef reference)
    {
        if (type.DecidedAs is null) return (type, reference.Id);
        var text = Fill(type.DecidedAs, type, reference)!;
        var colon = text.IndexOf(':');
        return (tenant.Model.TypesByName[text[..colon]], text[(colon + 1)..]);
    }

    /// <summary>A template over the parts of an id.</summary>
    private static string? Fill(Operations.Template template, ResourceType type, ResourceRef reference) => template.Fill(path =>
    {
        if (path is ["id"]) return reference.Id;
        for (var i = 0; i < type.Components.Count; i++)
            if (path is [var name] && name == type.Components[i]) return type.Component(reference.Id, i).ToString();
        return null;
    });

    /// <summary>The stored resources of a type on which the subject may do the action.</summary>
    public Listed<ResourceRef> List(ListRequest request)
    {
        RequireFresh(request.AtLeastAsFresh);
        return ResourceList.Page(this, request);
    }

    /// <summary>The stored subjects of a type that may do the action on the resource.</summary>
    public Listed<SubjectRef> Who(WhoRequest request)
    {
        RequireFresh(request.AtLeastAsFresh);
        return SubjectList.Page(this, request);
    }

    /// <summary>The actions the subject may do on the resource.</summary>
    public Listed<string> Actions(ActionsRequest request)
    {
        RequireFresh(request.AtLeastAsFresh);
        return ActionList.Page(this, request);
    }

    /// <summary>One stored object; null when there is none.</summary>
    public StoredObject? Get(ObjectRef reference) => new ObjectReader(tenant, version).Find(reference) is { } document
        ? new StoredObject(reference, document) { Revision = version }
        : null;

    /// <summary>Stored objects of one kind, some at a time.</summary>
    public ObjectPage Browse(BrowseRequest request)
    {
        RequireFresh(request.AtLeastAsFresh);
        return new ObjectBrowser(tenant, version).Page(request);
    }

    /// <summary>Everything there is.</summary>
    public TenantSnapshot Snapshot() => new(tenant, version, clock);

    /// <summary>All that there is, as it is stored.</summary>
    public TenantContent Content() => new(tenant, version);
}
