namespace FhirHub.Engine.Notifications;

/// <summary>Something that one recipient is to be told.</summary>
public sealed record Notification
{
    /// <summary>Rises with the time at which it was written.</summary>
    public string Id { get; init; } = NotificationId.Next();

    /// <summary>When it happened, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>What it is about, <c>referral</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>What happened, <c>approval</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Whom it is for: a reference, <c>Organization/1</c>, or the name of a system, <c>insurer</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>The resource that changed, <c>Task/1</c>.</summary>
    public required string Focus { get; init; }

    /// <summary>Whom it concerns, <c>Patient/1</c>; null for nobody.</summary>
    public string? Subject { get; init; }

    /// <summary>The short name of the policy pack it happened under.</summary>
    public required string Pack { get; init; }
}
