namespace FhirHub.Engine.Notifications;

/// <summary>A part of what was raised, in the order in which it became known.</summary>
/// <param name="Items">The notifications.</param>
/// <param name="Next">Where to go on: behind the last of them, or behind all that is known where there are no more.</param>
/// <param name="HasMore">Whether more are known already.</param>
public sealed record NotificationPage(IReadOnlyList<Notification> Items, long Next, bool HasMore);
