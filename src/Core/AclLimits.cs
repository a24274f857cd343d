namespace OrleansAcl;

/// <summary>BOUNDED: the limits of the engine, each with its unit. Exceeding one is <see cref="ErrorCodes.LimitExceeded"/>, never a decision.</summary>
public static class AclLimits
{
    /// <summary>Longest id of a subject, resource, role or policy, in UTF-8 bytes.</summary>
    public const int IdBytes = 1_024;

    /// <summary>Most groups, roles and policies in one subject's closure.</summary>
    public const int ClosureMemberships = 10_000;

    /// <summary>Deepest nesting of groups above one subject.</summary>
    public const int GroupNesting = 100;

    /// <summary>Most ancestors of one resource.</summary>
    public const int Parents = 100;

    /// <summary>Most distinct actions that the types of one model declare together.</summary>
    public const int ActionsPerModel = 64;

    /// <summary>Most rungs of a ladder.</summary>
    public const int Rungs = 100;

    /// <summary>Most entries of an access list that one step may bring; a list may grow beyond it by grants.</summary>
    public const int EntriesPerRequest = 1_000;

    /// <summary>Most entries of an access list.</summary>
    public const int EntriesPerResource = 65_536;

    /// <summary>Most steps in one apply, and most checks in one batch.</summary>
    public const int BatchItems = 1_000;

    /// <summary>Most steps that one question assumes; the checks of one batch together assume at most <see cref="BatchItems"/>.</summary>
    public const int AssumedSteps = 100;

    /// <summary>Most decisions that one request for an impact makes twice, as it is and as it would be.</summary>
    public const int ImpactDecisions = 100_000;

    /// <summary>Largest document or request body, in bytes.</summary>
    public const int DocumentBytes = 1 << 20;

    /// <summary>Deepest nesting of lists and maps in a document.</summary>
    public const int DocumentDepth = 64;

    /// <summary>Most objects, changes, or items of a list in one page.</summary>
    public const int PageItems = 1_000;

    /// <summary>Most resources or subjects that are decided for one page of a list; a page that would need more ends there, and says so.</summary>
    public const int LookedPerPage = 100_000;

    /// <summary>Most subjects, folders, ids and prefixes that the candidates of a list are gathered from; with more, all of the type are looked at.</summary>
    public const int ListSources = 10_000;

    /// <summary>Most resources that are looked at to count what goes with somebody who is removed from everything.</summary>
    public const int TracesLooked = 100_000;

    /// <summary>Most changes that are tried for the suggestions of one explanation.</summary>
    public const int SuggestionTries = 200;

    /// <summary>Most groups, and most roles of a kind, that are looked at for the suggestions of one explanation.</summary>
    public const int SuggestionsLooked = 1_000;

    /// <summary>Most suggestions of one kind: grants, groups to be put into, roles to be bound.</summary>
    public const int SuggestionsOfAKind = 2;

    /// <summary>Most things that deny which are taken away for one suggestion.</summary>
    public const int SuggestionObstacles = 5;

    /// <summary>Longest reason of a change, in characters.</summary>
    public const int ReasonCharacters = 1_000;

    /// <summary>A page of changes ends with the one with which it is longer than this, in characters.</summary>
    public const int ChangesPageCharacters = 8 << 20;

    /// <summary>Longest record of one change in the change log, in characters: what it removes and what it puts there. 32 Mi.</summary>
    public const int ChangeCharacters = 32 << 20;

    /// <summary>Longest idempotency key, in characters.</summary>
    public const int IdempotencyKeyCharacters = 200;

    /// <summary>Most idempotency keys of one tenant that are kept; they are spread over <see cref="IdempotencyShards"/> by their hash.</summary>
    public const int IdempotencyKeys = 64 * IdempotencyShards;

    /// <summary>How many records the idempotency keys of a tenant are kept in.</summary>
    public const int IdempotencyShards = 64;

    /// <summary>Newest changes of one tenant that are kept.</summary>
    public const int ChangesKept = 100_000;

    /// <summary>Most later changes that a change is undone over, and most objects that are looked through to see whether anybody holds what is to go.</summary>
    public const int UndoneOver = 10_000;

    /// <summary>Newest versions of a tenant's model that are kept, the present one among them.</summary>
    public const int ModelVersions = 10;

    /// <summary>Most objects and permission sets a tenant may hold for its model to be changed, or a change planned: all of it is read again. 2 Mi.</summary>
    public const int ModelObjects = 2 << 20;

    /// <summary>Most conflicts that are told of a model with what is stored.</summary>
    public const int ModelConflicts = 1_000;

    /// <summary>Most differing decisions that are told of two models.</summary>
    public const int ModelDifferences = 1_000;

    /// <summary>Most questions that are asked of two models to find decisions that differ.</summary>
    public const int ModelQuestions = 200_000;

    /// <summary>Most different conditions of one model that are kept ready for the next thing given under them; more are read again for each.</summary>
    public const int ConditionsKept = 10_000;

    /// <summary>How long an idempotency key is kept: 24 hours.</summary>
    public static readonly TimeSpan IdempotencyKept = TimeSpan.FromHours(24);

    /// <summary>Longest condition, in characters.</summary>
    public const int ConditionCharacters = 4_096;

    /// <summary>Deepest nesting of parentheses, brackets, calls and prefixes in a condition.</summary>
    public const int ConditionDepth = 50;

    /// <summary>Most names, literals and operators of a condition together.</summary>
    public const int ConditionNodes = 1_000;

    /// <summary>Longest regular expression in a condition, in characters.</summary>
    public const int ConditionPatternCharacters = 256;

    /// <summary>Deepest nesting of <c>exists</c> and <c>all</c> in a condition.</summary>
    public const int ConditionVariables = 4;

    /// <summary>Most steps of one evaluation of a condition: one for each operand, more for long texts.</summary>
    public const int ConditionSteps = 100_000;

    /// <summary>Most steps of all the conditions that one decision evaluates.</summary>
    public const int DecisionSteps = 1_000_000;

    /// <summary>Most names that are told as lacking for one answer.</summary>
    public const int ConditionNeeds = 20;

    /// <summary>Longest wait for a change: 10 seconds.</summary>
    public static readonly TimeSpan ChangesWait = TimeSpan.FromSeconds(10);
}
