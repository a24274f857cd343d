using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>Reads what is stored of a subject, each part a page.</summary>
internal sealed class SubjectReader(PageCall call, SubjectRef subject)
{
    /// <summary>Most rows of a part of the page.</summary>
    private const int PageItems = 25;

    /// <summary>BOUNDED: most groups that are looked up for the groups above them, and for what is bound to them.</summary>
    private const int MostGroups = 50;

    /// <summary>All of it.</summary>
    public async ValueTask<SubjectRecord> ReadAsync(TenantInfo tenant)
    {
        var isGroup = subject.Type == SubjectRef.Group;
        var stored = await call.Service.GetAsync(call.Tenant, new ObjectRef(subject.Type, subject.Id), call.Cancellation);
        var groups = await PageAsync(ObjectRef.Member, "groups");
        var nested = await NestedAsync();
        return new SubjectRecord(
            stored, groups, nested, await HeldAsync(stored, nested), await PageAsync(ObjectRef.Grant, "grants"), await PageAsync(ObjectRef.Resource, "owned"),
            await PageAsync(ObjectRef.Acl, "lists"), tenant.Clock ?? Time.GetUtcNow())
        {
            Members = isGroup
                ? await BrowseAsync(new BrowseRequest(ObjectRef.Member) { Of = new ObjectRef(ObjectRef.Group, subject.Id), After = call.Query("members"), Limit = PageItems })
                : null,
        };
    }

    private TimeProvider Time => (TimeProvider?)call.Context.RequestServices.GetService(typeof(TimeProvider)) ?? TimeProvider.System;

    private ValueTask<ObjectPage> PageAsync(string kind, string part) =>
        BrowseAsync(new BrowseRequest(kind) { Subject = subject, After = call.Query(part), Limit = PageItems });

    private ValueTask<ObjectPage> BrowseAsync(BrowseRequest request) => call.Service.BrowseAsync(call.Tenant, request, call.Cancellation);

    private async ValueTask<ObjectPage> GroupsOfAsync(SubjectRef member) => await BrowseAsync(new BrowseRequest(ObjectRef.Member) { Subject = member, Limit = AclLimits.PageItems });

    /// <summary>The groups above the direct ones, breadth first, so that each has its shortest way.</summary>
    private async ValueTask<NestedGroups> NestedAsync()
    {
        var ways = new Dictionary<string, IReadOnlyList<string>>();
        var open = new Queue<string>();
        var first = await GroupsOfAsync(subject);
        var isComplete = first.Next is null;
        foreach (var row in first.Items)
            if (ways.TryAdd(Group(row), [])) open.Enqueue(Group(row));
        for (var looked = 0; open.TryDequeue(out var group); looked++)
        {
            if (looked == MostGroups) return new NestedGroups(Nested(), false);
            var above = await GroupsOfAsync(SubjectRef.Parse(group));
            isComplete &= above.Next is null;
            foreach (var row in above.Items)
                if (Group(row) != subject.ToString() && ways.TryAdd(Group(row), [.. ways[group], group])) open.Enqueue(Group(row));
        }

        return new NestedGroups(Nested(), isComplete);

        NestedGroup[] Nested() => [.. ways.Where(way => way.Value.Count > 0).Select(way => new NestedGroup(way.Key, way.Value))];
    }

    private static string Group(StoredObject membership) => membership.Document["group"]!.Text;

    /// <summary>What is bound to him, what his own document lists, and what is bound to his groups.</summary>
    private async ValueTask<HeldSets> HeldAsync(StoredObject? stored, NestedGroups nested)
    {
        var held = new List<HeldSet>();
        foreach (var role in stored?.Document["roles"]?.AsStrings() ?? []) held.Add(new HeldSet(ObjectRef.Role, role, subject.ToString(), Node.Map()));
        var direct = await GroupsOfAsync(subject);
        string[] holders = [subject.ToString(), .. direct.Items.Select(Group), .. nested.Groups.Select(group => group.Ref)];
        var isComplete = nested.IsComplete && holders.Length <= MostGroups;
        foreach (var holder in holders.Take(MostGroups))
        {
            var page = await BrowseAsync(new BrowseRequest(ObjectRef.Binding) { Subject = SubjectRef.Parse(holder), Limit = AclLimits.PageItems });
            isComplete &= page.Next is null;
            held.AddRange(page.Items.Select(binding => Held(binding.Document, holder)));
        }

        return new HeldSets(held, isComplete);
    }

    /// <summary>A binding names its set by the set's kind.</summary>
    private static HeldSet Held(Node binding, string holder)
    {
        var set = binding.Entries.First(entry => entry.Key is not ("to" or "namespace" or "from" or "until" or "when"));
        return new HeldSet(set.Key, set.Value.Text, holder, binding);
    }
}
