namespace OrleansAcl.Conditions;

/// <summary>The facts that every question has, whatever the model.</summary>
internal enum Fact : byte
{
    SubjectType,
    SubjectId,
    SubjectProperties,
    ResourceType,
    ResourceId,
    ResourceNamespace,
    ResourceOwner,
    ResourceParent,
    ResourceProperties,
    ActionName,
    ActionProperties,
    Context,
    Now,
}
