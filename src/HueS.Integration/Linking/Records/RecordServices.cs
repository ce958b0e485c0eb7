using HueS.Integration.Access;
using HueS.Integration.Linking.Records.Training;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Linking.Records;

/// <summary>What keeps records. Systems that are told to us have nothing of their own but their name.</summary>
internal static class RecordServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.AddSingleton(new RecordSystem(RecordSystems.Payments, WayIn.Pushed));
        services.AddSingleton(new RecordSystem(RecordSystems.Training, WayIn.Uploaded));
        services.AddOptions<RecordOptions>().BindConfiguration(RecordOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, RecordGrants>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<RecordBook>();
        services.AddSingleton<SheetStore>();
        services.AddSingleton<MarkStore>();
        services.AddSingleton<AbsenceStore>();
        services.AddSingleton<RollCall>();
        services.AddSingleton<RecordPuller>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<MembershipSearch>();
        services.AddSingleton<MembershipWalk>();
        services.AddSingleton<TrainingIntake>();
        return services;
    }
}
