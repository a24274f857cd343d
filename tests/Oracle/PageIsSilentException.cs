namespace OrleansAcl.Oracle;

/// <summary>
/// The model's page does not say what happens here. Whoever compares answers leaves the step or the question out instead of
/// holding anybody to a guess.
/// </summary>
/// <param name="message">What the page leaves open.</param>
public sealed class PageIsSilentException(string message) : Exception(message);
