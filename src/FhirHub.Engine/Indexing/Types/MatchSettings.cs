using FhirHub.Engine.Indexing.Codes;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>What matching and extraction need to know of their surroundings.</summary>
public sealed class MatchSettings
{
    /// <summary>The zone of dates that name none.</summary>
    public TimeSpan Zone { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The service root, where it is known: absolute references below it count as relative ones.</summary>
    public string? OwnUrl { get; init; }

    /// <summary>For <c>ap</c> on dates, which widens with the distance from now.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells which codes <c>:in</c>, <c>:below</c> and <c>:above</c> mean.</summary>
    public ITokenCodes Codes { get; init; } = BaseTokenCodes.Instance;

    /// <summary>The rules of the search types under these settings, made once.</summary>
    internal SearchTypes Types => field ??= new SearchTypes(this);
}
