namespace FhirHub.Engine.Jobs;

/// <summary>
/// What makes a request happen once: its answer is kept under this id in the transaction that carries it out, so that a repetition finds
/// either both or neither.
/// </summary>
/// <param name="Id">Unique to the request, and to its caller.</param>
/// <param name="RequestHash">Of all that makes it this request.</param>
/// <param name="Lifetime">How long the answer is kept.</param>
public sealed record Receipt(string Id, string RequestHash, TimeSpan Lifetime)
{
    /// <summary>Whether it is for a part of a request, whose answer is a part of the answer.</summary>
    public bool IsPart { get; private init; }

    /// <summary>For a part of the request that is carried out by itself.</summary>
    public Receipt OfPart(int index) => this with { IsPart = true, Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}/{index}") };

    /// <summary>For having begun with it, where the parts are carried out one after the other.</summary>
    public Receipt OfClaim() => this with { IsPart = true, Id = $"{Id}/begun" };
}
