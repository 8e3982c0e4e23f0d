using FhirHub.Engine.Errors;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>Says plainly that an operation is not offered by this version.</summary>
internal static class NotOffered
{
    public static Interaction Operation { get; } = (request, _) =>
        throw FhirException.UnknownRoute($"The operation {request.Http.Request.Path.Value!.Split('/')[^1]} is not offered here. GET [base]/metadata lists those that are.");
}
