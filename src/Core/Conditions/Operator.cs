namespace OrleansAcl.Conditions;

/// <summary>The operators that take two values.</summary>
internal enum Operator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
