namespace FhirHub.Engine.Notifications;

/// <summary>Which notifications are asked for.</summary>
public sealed record NotificationQuery
{
    /// <summary>Null for every recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>None for all.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>A <see cref="NotificationPage.Next"/>; 0 for the beginning.</summary>
    public long After { get; init; }

    /// <summary>At most so many; 0 to learn where the end is.</summary>
    public required int Count { get; init; }
}
