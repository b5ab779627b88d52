
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "agent_instructions": {
                  Row: {
                    "agent_id": string,"instructions": string,"max_output_tokens": number,"temperature": number
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"instructions"?: string,"max_output_tokens"?: number,"temperature"?: number
                  }
                  Update: {
                    "agent_id"?: string,"instructions"?: string,"max_output_tokens"?: number,"temperature"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "agent_instructions_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: true
      referencedRelation: "agents"
      referencedColumns: ["id"]
    }
                  ]
                },"agents": {
                  Row: {
                    "greeting": string,"id": string,"starter_questions": (string)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "greeting"?: string,"id": string,"starter_questions"?: (string)[]
                  }
                  Update: {
                    "greeting"?: string,"id"?: string,"starter_questions"?: (string)[]
                  }
                  Relationships: [
                    {
      foreignKeyName: "agents_id_fkey"
      columns: ["id"]
isOneToOne: true
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    }
                  ]
                },"communities": {
                  Row: {
                    "conversation_readers": string,"created_at": string,"deleted_at": string | null,"description": string,"id": string,"join_policy": string,"name": string,"slug": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_readers"?: string,"created_at"?: string,"deleted_at"?: string | null,"description"?: string,"id"?: string,"join_policy"?: string,"name": string,"slug": string,"updated_at"?: string
                  }
                  Update: {
                    "conversation_readers"?: string,"created_at"?: string,"deleted_at"?: string | null,"description"?: string,"id"?: string,"join_policy"?: string,"name"?: string,"slug"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"content_items": {
                  Row: {
                    "community_id": string,"created_at": string,"deleted_at": string | null,"id": string,"kind": string,"owner_id": string | null,"post_key": string | null,"published_at": string | null,"slug": string,"status": string,"summary": string,"title": string,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"kind": string,"owner_id"?: string | null,"post_key"?: string | null,"published_at"?: string | null,"slug": string,"status"?: string,"summary"?: string,"title": string,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"kind"?: string,"owner_id"?: string | null,"post_key"?: string | null,"published_at"?: string | null,"slug"?: string,"status"?: string,"summary"?: string,"title"?: string,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_items_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_items_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"conversations": {
                  Row: {
                    "agent_id": string | null,"agent_name": string,"community_id": string,"created_at": string,"deleted_at": string | null,"id": string,"last_message_at": string,"owner_id": string,"readers": string,"start_key": string | null,"title": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"agent_name": string,"community_id": string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"last_message_at"?: string,"owner_id": string,"readers": string,"start_key"?: string | null,"title": string,"updated_at"?: string
                  }
                  Update: {
                    "agent_id"?: string | null,"agent_name"?: string,"community_id"?: string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"last_message_at"?: string,"owner_id"?: string,"readers"?: string,"start_key"?: string | null,"title"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversations_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversations_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversations_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"join_requests": {
                  Row: {
                    "community_id": string,"created_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "join_requests_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "join_requests_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"memberships": {
                  Row: {
                    "community_id": string,"created_at": string,"role": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"role": string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"role"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "memberships_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "memberships_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"messages": {
                  Row: {
                    "author": string,"completed_at": string | null,"conversation_id": string,"created_at": string,"failure": string | null,"id": string,"model": string | null,"parent_id": string | null,"post_key": string | null,"saved_at": string,"status": string,"stop_requested_at": string | null,"text": string
                  }
                  ComputedFields: never
                  Insert: {
                    "author": string,"completed_at"?: string | null,"conversation_id": string,"created_at"?: string,"failure"?: string | null,"id"?: string,"model"?: string | null,"parent_id"?: string | null,"post_key"?: string | null,"saved_at"?: string,"status": string,"stop_requested_at"?: string | null,"text": string
                  }
                  Update: {
                    "author"?: string,"completed_at"?: string | null,"conversation_id"?: string,"created_at"?: string,"failure"?: string | null,"id"?: string,"model"?: string | null,"parent_id"?: string | null,"post_key"?: string | null,"saved_at"?: string,"status"?: string,"stop_requested_at"?: string | null,"text"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "messages_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "messages_parent_in_same_conversation"
      columns: ["conversation_id","parent_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"pending_members": {
                  Row: {
                    "added_by": string | null,"community_id": string,"created_at": string,"email": string,"role": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_by"?: string | null,"community_id": string,"created_at"?: string,"email": string,"role": string
                  }
                  Update: {
                    "added_by"?: string | null,"community_id"?: string,"created_at"?: string,"email"?: string,"role"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "pending_members_added_by_fkey"
      columns: ["added_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "pending_members_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"platform_admins": {
                  Row: {
                    "created_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "platform_admins_user_id_fkey"
      columns: ["user_id"]
isOneToOne: true
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"profiles": {
                  Row: {
                    "created_at": string,"display_name": string,"id": string,"suspended_at": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"display_name": string,"id": string,"suspended_at"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"display_name"?: string,"id"?: string,"suspended_at"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "add_member":
{ Args: { "p_community": string,"p_email": string,"p_role": string }; Returns: undefined
                           },
"change_content":
{ Args: { "p_change": string,"p_id": string,"p_version": number }; Returns: Json
                           },
"decide_join_request":
{ Args: { "p_accept": boolean,"p_community": string,"p_user": string }; Returns: undefined
                           },
"grant_platform_admin":
{ Args: { "email": string }; Returns: string
                           },
"remove_member":
{ Args: { "p_community": string,"p_user": string }; Returns: undefined
                           },
"retry_answer":
{ Args: { "p_answer": string,"p_key": string }; Returns: Json
                           },
"save_agent":
{ Args: { "p_community": string,"p_fields": Json,"p_id": string,"p_version": number }; Returns: Json
                           },
"save_answer":
{ Args: { "p_answer": string,"p_failure": string,"p_model": string,"p_status": string,"p_text": string }; Returns: string
                           },
"send_message":
{ Args: { "p_agent": string,"p_community": string,"p_conversation": string,"p_key": string,"p_text": string }; Returns: Json
                           },
"set_member_role":
{ Args: { "p_community": string,"p_role": string,"p_user": string }; Returns: undefined
                           },
"stop_answer":
{ Args: { "p_answer": string }; Returns: string
                           },
"suspend_person":
{ Args: { "p_suspended": boolean,"p_user": string }; Returns: undefined
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
